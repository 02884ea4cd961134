import { Markdown, Primary, Source } from "@storybook/addon-docs/blocks";

const WHAT = `
# workspace-chat

A shared workspace with a coding agent, for any React app: several people, one live session, one line of code.

Below are Ada and Ben in the same workspace. **Write something in either window, or press a suggestion:** the agent plans,
and asks before it edits. Ada owns the workspace and may allow it; Ben watches her decide. Nothing here needs a server:
both windows run on the in-memory workspace of \`workspace-chat/testing\`, with a script as the agent.
`;

const CODE = `import { WorkspaceChat } from "workspace-chat";
import "workspace-chat/styles.css";

export function Page() {
	return (
		<div style={{ height: "100dvh" }}>
			<WorkspaceChat workspaceId="acme/web" endpoint="https://rivet.example.com" />
		</div>
	);
}`;

const NEXT = `
## Where to find what

| | |
|---|---|
| [WorkspaceChat](?path=/docs/workspace-chat--docs) | the whole screen: its props, and every state it can be in |
| [Parts](?path=/docs/parts-composer--docs) | a page for each part that can be used alone or replaced |
| [Hooks](?path=/docs/hooks--docs) | for a screen of your own |
| [Theming](?path=/docs/theming--docs) | every token with a live control, and three themes |
| [Recipes](?path=/docs/recipes--docs) | replaced parts, other texts, a layout of your own |
| [Recorded sessions](?path=/story/recorded-sessions-claude--writes-an-allowed-file) | what real agents did, replayed |

The toolbar above each story sets what a host would: color scheme, direction, language, density and width.
`;

export function IntroductionPage() {
	return (
		<>
			<Markdown>{WHAT}</Markdown>
			<Primary />
			<Markdown>{"## In your app"}</Markdown>
			<Source code={CODE} language="tsx" />
			<Markdown>{NEXT}</Markdown>
		</>
	);
}
