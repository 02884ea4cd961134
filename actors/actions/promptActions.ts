import { authorMismatchRefusal } from "../../src/rules/refusals.ts";
import type { Workspace } from "../runtime/workspace.ts";
import { type Caller, createActionHandler } from "./actionHandler.ts";

/** Responds once the prompt is stored, not when its turn has ended. */
export const prompt = createActionHandler("prompt", async (workspace, caller, request) => {
	const author = resolveAuthor(workspace, caller, request.userId);
	return workspace.promptQueue.send(author, request, (current) => {
		workspace.rateLimiter.consume(caller.userId, "prompts");
		// Only a new prompt says what its author is now, and whether it may begin is decided right after this.
		workspace.knownRoles.confirm(current);
	});
});

/** Responds once the suggestion is stored. */
export const suggestPrompt = createActionHandler("suggestPrompt", (workspace, caller, request) =>
	workspace.promptQueue.suggest(caller, request, (current) => {
		workspace.rateLimiter.consume(caller.userId, "prompts");
		workspace.knownRoles.confirm(current);
	}),
);

export const sendSuggestion = createActionHandler("sendSuggestion", (workspace, caller, request) =>
	workspace.promptQueue.sendSuggestion(caller, request, (current) => workspace.knownRoles.confirm(current)),
);

export const declineSuggestion = createActionHandler("declineSuggestion", (workspace, caller, request) =>
	workspace.promptQueue.declineSuggestion(caller, request),
);

export const takeWheel = createActionHandler("takeWheel", ({ wheel }, caller, request) => wheel.take(caller, request));

export const releaseWheel = createActionHandler("releaseWheel", ({ wheel }, caller, request) =>
	wheel.release(caller, request),
);

export const askForWheel = createActionHandler("askForWheel", ({ wheel }, caller, request) =>
	wheel.ask(caller, request),
);

export const handOverWheel = createActionHandler("handOverWheel", ({ wheel }, caller, request) =>
	wheel.handOver(caller, request),
);

/** The person a prompt is from. In an open workspace the prompt may name them. */
function resolveAuthor(workspace: Workspace, caller: Caller, userId: string | undefined): Caller {
	if (userId === undefined || userId === caller.userId) return caller;
	if (!workspace.settings.authenticate) return { ...caller, userId, name: userId, avatarUrl: undefined };
	throw authorMismatchRefusal();
}

/** Stores a chunk of a file. A repeat is recognised by the file's id and the offset, and does not count for the rate limit. */
export const uploadAttachment = createActionHandler(
	"uploadAttachment",
	async ({ uploads, rateLimiter }, caller, request) =>
		uploads.receiveChunk(caller, request, (bytes) => rateLimiter.consume(caller.userId, "attachmentBytes", bytes)),
);

export const editPrompt = createActionHandler("editPrompt", (workspace, caller, request) =>
	workspace.promptQueue.edit(caller, request),
);

export const movePrompt = createActionHandler("movePrompt", (workspace, caller, request) =>
	workspace.promptQueue.move(caller, request),
);

export const withdrawPrompt = createActionHandler("withdrawPrompt", (workspace, caller, request) =>
	workspace.promptQueue.withdraw(caller, request),
);

export const stop = createActionHandler("stop", (workspace, caller, request) =>
	workspace.turnStopper.cancel(caller, request),
);

export const answerQuestion = createActionHandler("answerQuestion", (workspace, caller, request) =>
	workspace.questions.answer(caller, request),
);

export const claimRequest = createActionHandler("claimRequest", (workspace, caller, request) =>
	workspace.claims.claim(caller, request),
);

export const releaseRequest = createActionHandler("releaseRequest", (workspace, caller, request) =>
	workspace.claims.release(caller, request),
);

export const answerApproval = createActionHandler("answerApproval", (workspace, caller, request) =>
	workspace.approvals.answer(caller, request),
);
