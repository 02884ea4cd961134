import { act, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { english, type Labels, WorkspaceChat } from "../../src/index.ts";
import type { SyncAnswer, TimelineItem } from "../../src/protocol/index.ts";
import { ben, session } from "../../stories/fixtures/people.ts";
import * as sample from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";
import { stillWorkspace } from "../../stories/fixtures/stillWorkspace.ts";

/** The same labels with each text in brackets, so that a text that is no label stands out. */
function marked(value: unknown): unknown {
	if (typeof value === "string") return `⟦${value}⟧`;
	if (typeof value === "function") return (...given: readonly unknown[]) => marked(value(...given));
	return Object.fromEntries(Object.entries(Object(value)).map(([key, inner]) => [key, marked(inner)]));
}

const labels = marked(english) as Labels;
const turn = { id: "turn-1", promptId: "prompt-1", startedAt: Date.now() - 34_000, state: "running" } as const;
const queued = { ...sample.prompt, id: "prompt-2", clientId: "client-2", turnId: null, state: "queued" } as const;
const done = { ...sample.prompt, state: "done", result: sample.result } as const;
const failed = { ...sample.prompt, state: "failed", result: sample.failedResult } as const;
const work: readonly TimelineItem[] = [
	sample.thought,
	sample.plan,
	sample.readCall,
	sample.searchCall,
	sample.message,
	sample.editCall,
	sample.commandCall,
];

const states: Readonly<Record<string, Partial<SyncAnswer>>> = {
	"an empty workspace": {},
	"a turn that runs, with a queue": {
		items: sampleTimeline(sample.prompt, ...work),
		turn,
		queue: [queued, { ...queued, id: "prompt-3", clientId: "client-3", by: ben }],
	},
	"a permission that waits": { items: sampleTimeline(sample.prompt, ...work, sample.approval), turn },
	"a turn that is done": { items: sampleTimeline(done, ...work, sample.answeredApproval, sample.unknown) },
	"a turn that failed": { items: sampleTimeline(failed, { ...sample.commandCall, status: "failed" }, sample.notice) },
	"a session that starts": { session: { ...session, state: { status: "starting", since: Date.now() } } },
	"a reader": { items: sampleTimeline(done), you: { ...ben, allowed: ["sync", "history", "item"] } },
};

test.each(Object.entries(states))("every text of %s can be replaced", async (_, state) => {
	render(<WorkspaceChat workspaceId="acme/web" connect={stillWorkspace(state)} labels={labels} storage={null} />);
	await screen.findByRole("log");
	if (state.items) await screen.findAllByRole("article");
	await act(async () => {});
	const known = JSON.stringify([state, session, "acme/web", "Ada", "Ben"]);
	expect(textsOf(document.body).filter((text) => isWritten(text) && !known.includes(inside(text)))).toEqual([]);
});

const ATTRIBUTES = ["aria-label", "aria-description", "title", "placeholder", "alt", "aria-valuetext"];

function textsOf(root: Element): readonly string[] {
	const texts: string[] = [];
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? "");
	// The title of a moment is the reader's browser's to write.
	const elements = [...root.querySelectorAll(":not(time)")];
	const spoken = elements.flatMap((element) => ATTRIBUTES.map((name) => element.getAttribute(name) ?? ""));
	return [...texts, ...spoken].flatMap((text) => text.split("\n"));
}

/** Letters outside of every pair of brackets. */
function isWritten(text: string): boolean {
	let rest = text;
	while (/⟦[^⟦⟧]*⟧/.test(rest)) rest = rest.replace(/⟦[^⟦⟧]*⟧/g, "");
	return /\p{L}{2}/u.test(rest);
}

/** A text as it would stand within JSON. */
function inside(text: string): string {
	return JSON.stringify(text.trim()).slice(1, -1);
}
