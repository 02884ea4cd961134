import { WorkspaceError } from "../WorkspaceError.ts";

/** The error for an answer or event that does not have the shape the protocol gives it. */
export function malformedMessageError(what: string): WorkspaceError {
	return new WorkspaceError({
		code: "internal",
		message: `The workspace sent ${what} this page cannot read.`,
		hint: "Reload the page. If it happens again, page and server may be of different versions.",
	});
}
