export const palette = {
  open: "Search and commands",
  title: "Search and commands",
  hint: "What to do, where to go, or whose payment",
  acts: "Do",
  pages: "Go to",
  rows: "Payments",
  all: (text: string) => `All payments that fit “${text}”`,
  nothing: "Nothing here fits that.",
  off: (why: string) => `Not now: ${why}`,
};
