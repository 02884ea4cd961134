import { expect, test } from "vitest";
import type { RecordingArgs } from "../../stories/recordings/recording.tsx";
import { readRecordings } from "./readRecordings.ts";

const modules = import.meta.glob<Readonly<Record<string, { readonly args?: RecordingArgs }>>>(
	"../../stories/recordings/*.stories.tsx",
	{ eager: true },
);
const stories = Object.values(modules).flatMap(({ default: _, ...named }) => Object.values(named));

test("every recorded session has its story", () => {
	const recorded = readRecordings().map(({ name }) => name);
	const told = new Set(stories.map(({ args }) => args?.name));
	expect([...told].sort()).toEqual(recorded.sort());
});

test("every story of a recorded session says what it has to show", () => {
	expect(stories.filter(({ args }) => !args?.shows.texts.length)).toEqual([]);
});
