import { screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { PartError, Session, TimelineItem } from "../../src/index.ts";
import { parseMessage } from "../../src/protocol/index.ts";
import { RESPONSES } from "../../src/protocol/responses.ts";
import { samplesOf } from "../protocol/sampleOf.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

beforeEach(() => void vi.spyOn(console, "error").mockReturnValue());

/** What a newer server may send: unknown values where the set is open, and unknown fields everywhere. */
const LATER = { openValue: () => "added_later", added: { addedLater: { of: ["any", "shape"] } } };

const SAMPLES = samplesOf(RESPONSES.getItem, LATER) as readonly TimelineItem[];
const KINDS = [...new Set(SAMPLES.map(({ kind }) => kind))];
const HOLOGRAM = { kind: "hologram", turnId: null, createdAt: 0, depth: 3 };

function newerItems(kind: string): readonly TimelineItem[] {
	const samples = [...SAMPLES.filter((sample) => sample.kind === kind), HOLOGRAM];
	return samples.flatMap((sample, index) => {
		const item = { ...sample, id: `item-${index}`, order: index, seq: index, turnId: null };
		return parseMessage(RESPONSES.getItem, item) ?? [];
	});
}

test.each(KINDS)("a %s of a newer server is shown as far as it is known, and no part fails", async (kind) => {
	const [sync] = samplesOf(RESPONSES.sync, LATER) as readonly { readonly session: Session }[];
	const errors: PartError[] = [];
	renderWorkspaceChat({
		items: newerItems(kind),
		session: { ...sync?.session },
		props: { onPartError: (error) => void errors.push(error) },
	});
	expect(await screen.findByRole("button", { name: "Unknown update: hologram" })).toBeVisible();
	expect(errors).toEqual([]);
	expect(document.body.outerHTML).not.toContain("undefined");
	expect(screen.queryByText("This part can’t be shown")).not.toBeInTheDocument();
});
