/** A number, a time and words, in a fixed length, so that chunks are found in a text however it was gathered. */
const MARK = /#(\d{6})@(\d{16})/g;
const WORDS = " some words of an answer";

/** The shortest chunk. */
export const MIN_CHUNK_BYTES = 40;

/** What a paced agent is asked for. */
export interface StreamPrompt {
	readonly perSecond: number;
	readonly chunks: number;
	/** The number of the first chunk. Unique in a workspace, so that a chunk that comes twice is noticed. */
	readonly first: number;
	/** Of each chunk. */
	readonly bytes: number;
}

export interface Chunk {
	readonly number: number;
	/** When the agent sent it, by `now`. */
	readonly sentAt: number;
}

/** Microseconds on a clock that all processes of a machine share, which `performance.now()` is not. */
export const now = (): number => Number(process.hrtime.bigint() / 1_000n);

export const formatStreamPrompt = ({ perSecond, chunks, first, bytes }: StreamPrompt): string =>
	`stream ${perSecond} ${chunks} ${first} ${bytes}`;

export function parseStreamPrompt(text: string): StreamPrompt {
	const [perSecond, chunks, first, bytes] = text.split(" ").slice(1).map(Number);
	if (!perSecond || !chunks || first === undefined || !bytes) throw new Error(`This is no stream prompt: ${text}`);
	return { perSecond, chunks, first, bytes };
}

export function formatChunk(number: number, bytes: number): string {
	const mark = `#${String(number).padStart(6, "0")}@${String(now()).padStart(16, "0")}`;
	return mark + WORDS.repeat(Math.ceil(bytes / WORDS.length)).slice(0, bytes - mark.length);
}

/** The chunks whose marks are complete in a text. */
export function parseChunks(text: string): readonly Chunk[] {
	return [...text.matchAll(MARK)].map(([, number, sentAt]) => ({ number: Number(number), sentAt: Number(sentAt) }));
}

/** The length of a mark: a text that grows may end in a half of one. */
export const MARK_LENGTH = 24;
