/** Good news only: bad news stands where it belongs. */
export type ToastNote = { id: number; text: string };

class Toasts {
  list = $state<ToastNote[]>([]);
  #next = 0;

  say(text: string): void {
    this.list.push({ id: this.#next++, text });
  }

  drop(id: number): void {
    this.list = this.list.filter((note) => note.id !== id);
  }
}

export const toasts = new Toasts();
