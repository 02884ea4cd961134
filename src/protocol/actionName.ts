/** The names of the actions a client can call on the workspace actor. */
export const ACTION_NAMES = [
	"sync",
	"history",
	"item",
	"prompt",
	"attach",
	"cancel",
	"withdraw",
	"edit",
	"move",
	"answer",
	"setConfigOption",
	"restart",
	"revoke",
	"destroy",
	"getSessionInfo",
	"getDiagnostics",
	"listFiles",
	"readFile",
	"findFiles",
	"listProcesses",
	"readProcess",
] as const;

export type ActionName = (typeof ACTION_NAMES)[number];
