import { fireEvent, render, screen } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { expect, it, vi } from "vitest";
import Amount from "./Amount.svelte";
import Button from "./Button.svelte";
import Menu from "./Menu.svelte";
import StatusMark from "./StatusMark.svelte";

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

it("pencil and crossed-out amounts are heard as what they are", () => {
  const heard = (look: "ink" | "pencil" | "crossed") => {
    const { container, unmount } = render(Amount, { amount: "85000", currency: "UGX", look });
    const text = container.querySelector(".heard")?.textContent;
    unmount();
    return text;
  };
  expect(heard("ink")).toBe("85,000 UGX");
  expect(heard("pencil")).toBe("85,000 UGX, not certain");
  expect(heard("crossed")).toBe("85,000 UGX, did not happen");
});

it("a mark is never colour alone", () => {
  const { container } = render(StatusMark, { mark: "paid", word: "Paid" });
  expect(container.querySelector("svg")).not.toBeNull();
  expect(container.textContent).toContain("Paid");
});

it("a button that is off can be reached, says why and does nothing", async () => {
  const onclick = vi.fn();
  render(Button, { off: "Sent 14:29:08", onclick, children: words("Ask") });
  const button = screen.getByRole("button");
  expect(button.getAttribute("aria-disabled")).toBe("true");
  expect(button.hasAttribute("disabled")).toBe(false);
  expect(document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
    "Sent 14:29:08",
  );
  await fireEvent.click(button);
  expect(onclick).not.toHaveBeenCalled();
});

it("a menu is walked with the arrows and left with Escape", async () => {
  const onchoose = vi.fn();
  render(Menu, {
    label: "Which money?",
    value: "live",
    options: [
      { value: "practice", label: "Practice" },
      { value: "live", label: "Live" },
    ],
    onchoose,
    trigger: words("Live"),
  });
  const trigger = screen.getByRole("button");
  await fireEvent.click(trigger);
  expect(document.activeElement?.textContent).toContain("Live");
  await fireEvent.keyDown(document.activeElement!, { key: "ArrowDown" });
  expect(document.activeElement?.textContent).toContain("Practice");
  await fireEvent.keyDown(document.activeElement!, { key: "Escape" });
  expect(screen.queryByRole("menu")).toBeNull();
  expect(document.activeElement).toBe(trigger);
  expect(onchoose).not.toHaveBeenCalled();
});
