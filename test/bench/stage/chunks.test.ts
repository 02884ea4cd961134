import { expect, test } from "vitest";
import { Arrivals, GrowingText } from "./Arrivals.ts";
import { formatChunk, formatStreamPrompt, MIN_CHUNK_BYTES, now, parseChunks, parseStreamPrompt } from "./chunks.ts";

test("a chunk has the length that was asked for, and says its number and when it was sent", () => {
	const before = now();
	const chunk = formatChunk(12, MIN_CHUNK_BYTES);
	expect(chunk).toHaveLength(MIN_CHUNK_BYTES);
	expect(formatChunk(12, 200)).toHaveLength(200);
	const [parsed] = parseChunks(chunk);
	expect(parsed?.number).toBe(12);
	expect(parsed?.sentAt).toBeGreaterThanOrEqual(before);
	expect(parsed?.sentAt).toBeLessThanOrEqual(now());
});

test("a prompt says what the agent shall stream", () => {
	const prompt = { perSecond: 50, chunks: 200, first: 10, bytes: 40 };
	expect(parseStreamPrompt(formatStreamPrompt(prompt))).toEqual(prompt);
	expect(() => parseStreamPrompt("hello")).toThrow("no stream prompt");
});

test("every chunk of a growing text arrives once, wherever the text was cut", () => {
	const chunks = [0, 1, 2, 3].map((number) => formatChunk(number, MIN_CHUNK_BYTES));
	const whole = chunks.join("");
	for (let cut = 1; cut < whole.length; cut++) {
		const text = new GrowingText();
		const arrivals = new Arrivals();
		for (const shown of [whole.slice(0, cut), whole.slice(0, cut), whole]) arrivals.receive(text.grow(shown));
		expect([...arrivals.chunks.keys()]).toEqual([0, 1, 2, 3]);
		expect(arrivals.doubled).toBe(0);
	}
});

test("a chunk that comes again is counted", () => {
	const arrivals = new Arrivals();
	const chunk = formatChunk(7, MIN_CHUNK_BYTES);
	arrivals.receive(chunk + formatChunk(8, MIN_CHUNK_BYTES));
	arrivals.receive(chunk);
	expect(arrivals.doubled).toBe(1);
	expect(arrivals.chunks.size).toBe(2);
});
