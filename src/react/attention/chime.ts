/** Two short tones, one after another: in hertz, and when they begin, in seconds. */
const TONES = [
	[660, 0],
	[880, 0.12],
] as const;

const TONE_SECONDS = 0.25;
const VOLUME = 0.08;

let audio: AudioContext | null = null;

/** Plays a short sound. Silent where a browser has no sound, or does not allow it before a person has used the page. */
export function playChime(): void {
	if (typeof AudioContext === "undefined") return;
	audio ??= new AudioContext();
	void playTones(audio);
}

async function playTones(context: AudioContext): Promise<void> {
	// Waits for a person to use the page, where that is needed: a sound that late says nothing any more.
	const asked = performance.now();
	await context.resume();
	if (performance.now() - asked > 1_000) return;
	for (const [frequency, delay] of TONES) playTone(context, frequency, delay);
}

function playTone(context: AudioContext, frequency: number, delay: number): void {
	const start = context.currentTime + delay;
	const oscillator = context.createOscillator();
	const gain = context.createGain();
	oscillator.frequency.value = frequency;
	gain.gain.setValueAtTime(VOLUME, start);
	gain.gain.exponentialRampToValueAtTime(0.001, start + TONE_SECONDS);
	oscillator.connect(gain).connect(context.destination);
	oscillator.start(start);
	oscillator.stop(start + TONE_SECONDS);
}
