import { type ActionName, type ActionRequest, PROTOCOL_VERSION } from "../../../src/protocol/index.ts";

export const SAMPLE_CLIENT_ID = "client-1";

/** A valid request of each action, as a basis for mutations. */
export const SAMPLE_REQUESTS: { readonly [Name in ActionName]: ActionRequest<Name> } = {
	sync: { protocol: PROTOCOL_VERSION, have: { epoch: 1, seq: 1 }, limit: 10 },
	getHistory: { before: 10, limit: 10 },
	getItem: { id: "item-1" },
	readContent: { id: "content-1", offset: 0 },
	markRead: { order: 10 },
	getUnreadSummary: { order: 10, at: 1_000 },
	prompt: { clientId: SAMPLE_CLIENT_ID, text: "hello", whenBusy: "queue", attachments: [] },
	uploadAttachment: {
		attachmentId: "file-1",
		name: "notes.txt",
		mimeType: "text/plain",
		size: 4,
		offset: 0,
		data: "bm90ZQ==",
	},
	stop: { clientId: SAMPLE_CLIENT_ID, turnId: "turn-1" },
	withdrawPrompt: { clientId: SAMPLE_CLIENT_ID, promptId: "prompt-1" },
	editPrompt: { clientId: SAMPLE_CLIENT_ID, promptId: "prompt-1", text: "hello" },
	movePrompt: { clientId: SAMPLE_CLIENT_ID, promptId: "prompt-1", before: null },
	answerApproval: { clientId: SAMPLE_CLIENT_ID, approvalId: "approval-1", optionId: "allow" },
	answerQuestion: {
		clientId: SAMPLE_CLIENT_ID,
		questionId: "question-1",
		action: "accept",
		answer: { name: "Ada", count: 2, tags: ["a"] },
	},
	setConfigOption: { clientId: SAMPLE_CLIENT_ID, configId: "mode", value: "plan" },
	changeAgent: { clientId: SAMPLE_CLIENT_ID, agent: "codex" },
	renameWorkspace: { clientId: SAMPLE_CLIENT_ID, title: "Checkout" },
	logIn: { clientId: SAMPLE_CLIENT_ID, methodId: "browser" },
	restartSession: { clientId: SAMPLE_CLIENT_ID },
	disconnectUser: { clientId: SAMPLE_CLIENT_ID, userId: "nobody" },
	destroyWorkspace: { clientId: SAMPLE_CLIENT_ID },
	getSessionInfo: undefined,
	getDiagnostics: undefined,
	getAuditLog: {
		before: 10,
		limit: 10,
		filter: { userId: "ada", action: "prompt", outcome: "done", since: 0, until: 9 },
	},
	listFiles: { path: "" },
	readFile: { path: "notes.txt", offset: 0, limit: 100 },
	findFiles: { query: "notes", limit: 5 },
	listProcesses: undefined,
	readProcess: { processId: "process-1", after: 0 },
};
