/** The names of the actions a client can call on the workspace actor. */
export const ACTION_NAMES = [
	"sync",
	"getHistory",
	"getItem",
	"prompt",
	"uploadAttachment",
	"stop",
	"withdrawPrompt",
	"editPrompt",
	"movePrompt",
	"answerApproval",
	"setConfigOption",
	"restartSession",
	"disconnectUser",
	"destroyWorkspace",
	"getSessionInfo",
	"getDiagnostics",
	"listFiles",
	"readFile",
	"findFiles",
	"listProcesses",
	"readProcess",
] as const;

export type ActionName = (typeof ACTION_NAMES)[number];
