import { expect, test } from "vitest";
import type { ApprovalItem, PromptItem } from "../../src/protocol/index.ts";
import type { ActivityLog } from "./activityLog.ts";
import { countBroken } from "./countBroken.ts";

const ADA = { userId: "ada", name: "Ada" };
const PLACE = { order: 1, seq: 1, turnId: "turn-1", createdAt: 1 };

const PROMPT: PromptItem = {
	...PLACE,
	kind: "prompt",
	id: "prompt-1",
	by: ADA,
	clientId: "client-1",
	text: "hello ada 1",
	attachments: [],
	state: "done",
	result: null,
};

const APPROVAL: ApprovalItem = {
	...PLACE,
	kind: "approval",
	id: "approval-1",
	toolCall: { toolCallId: "call-1", title: "Edit", toolKind: "edit", status: "pending", locations: [], content: [] },
	options: [],
	state: { status: "answered", optionId: "allow", by: ADA, answeredAt: 2 },
};

const DEEDS: ActivityLog = {
	sent: [{ userId: "ada", text: "hello ada 1" }],
	accepted: [{ userId: "ada", text: "hello ada 1", promptId: "prompt-1" }],
	answers: [{ userId: "ada", approvalId: "approval-1", optionId: "allow" }],
	refusals: [],
};

const TIMELINE = [PROMPT, APPROVAL];
const KEPT = { lost: 0, doubled: 0, answersLost: 0, unfinished: 0, differing: 0, refused: 0 };

test("counts nothing if every promise was kept", () => {
	expect(countBroken(DEEDS, TIMELINE, [TIMELINE])).toEqual(KEPT);
});

test("counts a missing prompt as lost", () => {
	expect(countBroken(DEEDS, [APPROVAL], [])).toMatchObject({ lost: 1 });
});

test("counts a prompt that was sent again under another id as doubled", () => {
	const again = { ...PROMPT, id: "prompt-2", clientId: "client-2" };
	expect(countBroken(DEEDS, [...TIMELINE, again], [])).toMatchObject({ doubled: 1, lost: 0 });
});

test("counts an answer that is missing or attributed to somebody else as lost", () => {
	const bens: ApprovalItem = {
		...APPROVAL,
		state: { status: "answered", optionId: "allow", by: { userId: "ben", name: "Ben" }, answeredAt: 2 },
	};
	const cancelled: ApprovalItem = {
		...APPROVAL,
		state: { status: "cancelled", reason: "interrupted", cancelledAt: 2 },
	};
	expect(countBroken(DEEDS, [PROMPT, bens], [])).toMatchObject({ answersLost: 1 });
	expect(countBroken(DEEDS, [PROMPT, cancelled], [])).toMatchObject({ answersLost: 1 });
});

test("counts a prompt that never ended and a timeline that differs", () => {
	const running: PromptItem = { ...PROMPT, state: "running" };
	expect(countBroken(DEEDS, [running, APPROVAL], [TIMELINE])).toMatchObject({ unfinished: 1, differing: 1 });
});
