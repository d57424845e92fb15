/** Two short tones each: up for paid, down for not paid. Never the only sign. */
const TONES = { paid: [660, 880], unpaid: [330, 247] } as const;
const LENGTH_S = 0.14;
const LOUD = 0.15;
let made: AudioContext | null = null;

export function sound(which: keyof typeof TONES): void {
  try {
    const context = (made ??= new AudioContext());
    const { currentTime, destination } = context;
    TONES[which].forEach((pitch, at) => {
      const tone = new OscillatorNode(context, { frequency: pitch });
      const from = currentTime + at * LENGTH_S;
      const volume = new GainNode(context, { gain: 0 });
      // Without a fade the tone would begin and end with a click.
      volume.gain.setValueAtTime(0, from);
      volume.gain.linearRampToValueAtTime(LOUD, from + 0.02);
      volume.gain.linearRampToValueAtTime(0, from + LENGTH_S);
      tone.connect(volume).connect(destination);
      tone.start(from);
      tone.stop(from + LENGTH_S);
    });
  } catch {
    // A computer without sound says it with the card.
  }
}
