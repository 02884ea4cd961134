import { expect, test } from "vitest";
import type { RecordingArgs } from "../../stories/recordings/recording.tsx";
import { readRecordings } from "./readRecordings.ts";

const modules = import.meta.glob<Readonly<Record<string, { readonly args?: RecordingArgs }>>>(
	"../../stories/recordings/*.stories.tsx",
	{ eager: true },
);
const stories = Object.values(modules).flatMap(({ default: _, ...named }) => Object.values(named));

test("every recording has a story", () => {
	const recorded = readRecordings().map(({ name }) => name);
	const shown = new Set(stories.map(({ args }) => args?.name));
	expect([...shown].sort()).toEqual(recorded.sort());
});

test("every story of a recording states what it must show", () => {
	expect(stories.filter(({ args }) => !args?.shows.texts.length)).toEqual([]);
});
