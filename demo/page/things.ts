/** Some scripts of the demo agent; `help` lists all of them. */
export const THINGS = [
	{ text: "help", shows: "all demo turns" },
	{ text: "tour", shows: "a bit of everything in one turn" },
	{ text: "markdown", shows: "code, a table, lists" },
	{ text: "plan", shows: "a plan that progresses step by step" },
	{ text: "tools", shows: "tool calls of every kind" },
	{ text: "edit", shows: "an edited file with its diff" },
	{ text: "command", shows: "a command with coloured output" },
	{ text: "background", shows: "a command that goes on after the turn" },
	{ text: "permission", shows: "a permission request that anyone here can answer" },
	{ text: "ask", shows: "a question with a form that anyone here can answer" },
	{ text: "long", shows: "a long turn you can stop" },
	{ text: "steps", shows: "a turn in steps you can steer" },
	{ text: "crash", shows: "what happens when the agent dies" },
] as const;

/** Sentences that the demo agent answers by one of its scripts. */
export const SUGGESTIONS = [
	"Show me around",
	"Find out how uploads are retried",
	"Make a plan to raise the test coverage",
	"Run the tests",
];
