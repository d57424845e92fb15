/** The one clock of the screens: ages and countdowns read it, once a second. */
class Clock {
  now = $state(Date.now());

  start(): () => void {
    const beat = setInterval(() => (this.now = Date.now()), 1000);
    return () => clearInterval(beat);
  }
}

export const clock = new Clock();
