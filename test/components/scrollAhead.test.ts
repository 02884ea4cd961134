import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ScrollAhead } from "../../src/components/timeline/scrollAhead.ts";

const HEIGHT = 100;
const COUNT = 200;
const VIEW = 800;
type List = Parameters<ScrollAhead["extend"]>[1];

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

/** The rows to render at an offset, of a list in which each row has the same height. */
function rangeAt(scrollAhead: ScrollAhead, offset: number): readonly [first: number, last: number] {
	const measurementsCache = Array.from({ length: COUNT }, (_, index) => ({
		start: index * HEIGHT,
		end: (index + 1) * HEIGHT,
	}));
	const list = { scrollOffset: offset, scrollRect: { width: 700, height: VIEW }, measurementsCache } as unknown as List;
	const visible = { startIndex: offset / HEIGHT, endIndex: (offset + VIEW) / HEIGHT - 1, overscan: 0, count: COUNT };
	const { startIndex, endIndex } = scrollAhead.extend(visible, list);
	return [startIndex, endIndex];
}

/** Scrolls from the middle, frame by frame. */
function scroll(distances: readonly number[]): readonly [first: number, last: number] {
	const scrollAhead = new ScrollAhead();
	let offset = 10_000;
	let range = rangeAt(scrollAhead, offset);
	for (const distance of distances) {
		vi.advanceTimersByTime(1_000 / 60);
		offset += distance;
		range = rangeAt(scrollAhead, offset);
	}
	return [range[0] - offset / HEIGHT, range[1] - (offset + VIEW) / HEIGHT + 1];
}

test("a list that is scrolled up fast renders the rows of the next two frames", () => {
	expect(scroll([-800, -800])).toEqual([-16, 0]);
});

test("the same downwards", () => {
	expect(scroll([800])).toEqual([0, 16]);
});

test("what moves slowly renders little ahead, and a jump or a new scroll nothing", () => {
	expect(scroll([-100])).toEqual([-2, 0]);
	expect(scroll([-8_000])).toEqual([0, 0]);
	expect(scroll([])).toEqual([0, 0]);
});

test("no more rows than there are", () => {
	const scrollAhead = new ScrollAhead();
	rangeAt(scrollAhead, 1_000);
	vi.advanceTimersByTime(16);
	expect(rangeAt(scrollAhead, 200)[0]).toBe(0);
});
