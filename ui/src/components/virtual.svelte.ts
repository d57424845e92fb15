/** A long list keeps only the rows that are seen in the document. A runes coat over virtual-core. */
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from "@tanstack/virtual-core";

type Options = { count: () => number; rowHeight: () => number; element: () => HTMLElement | null };

export class VirtualRows {
  items = $state.raw<VirtualItem[]>([]);
  total = $state(0);
  #virtualizer: Virtualizer<HTMLElement, HTMLElement>;

  /** Made while a component is set up: it follows count, height and element by itself. */
  constructor({ count, rowHeight, element }: Options) {
    const take = (instance: Virtualizer<HTMLElement, HTMLElement>) => {
      this.items = instance.getVirtualItems();
      this.total = instance.getTotalSize();
    };
    const options = () => ({
      count: count(),
      getScrollElement: element,
      estimateSize: rowHeight,
      overscan: 6,
      initialRect: { width: 1024, height: 512 },
      scrollToFn: elementScroll,
      observeElementOffset,
      observeElementRect,
      onChange: take,
    });
    this.#virtualizer = new Virtualizer<HTMLElement, HTMLElement>(options());
    $effect(() => this.#virtualizer._didMount());
    $effect(() => {
      this.#virtualizer.setOptions(options());
      this.#virtualizer.measure();
      this.#virtualizer._willUpdate();
      take(this.#virtualizer);
    });
  }

  show(index: number): void {
    this.#virtualizer.scrollToIndex(index, { align: "auto" });
  }
}
