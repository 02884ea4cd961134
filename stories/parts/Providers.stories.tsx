import type { Meta, StoryObj } from "@storybook/react-vite";
import {
	ComponentsProvider,
	Composer,
	LabelsProvider,
	type MarkdownCodeProps,
	MarkdownProvider,
	Message,
	Workspace,
	WorkspaceProvider,
} from "../../src/index.ts";
import { inPartPage } from "../fixtures/inPartPage.tsx";
import * as sample from "../fixtures/sampleItems.ts";

const meta: Meta<typeof WorkspaceProvider> = {
	title: "Parts/Providers",
	component: WorkspaceProvider,
	subcomponents: { Workspace, LabelsProvider, ComponentsProvider, MarkdownProvider } as unknown as NonNullable<
		Meta["subcomponents"]
	>,
	decorators: [inPartPage()],
	parameters: { docs: { source: { type: "code" } } },
};

export default meta;
type Story = StoryObj<typeof WorkspaceProvider>;

const labels = { send: "Go" };

/** Texts for parts that are used without `<WorkspaceChat>`. */
export const Labels: Story = {
	render: () => (
		<LabelsProvider labels={labels}>
			<Composer />
		</LabelsProvider>
	),
};

function Diagram({ text }: MarkdownCodeProps) {
	return <figure aria-label="Diagram">{text}</figure>;
}

const code = { mermaid: Diagram };

/** Code blocks of one language, drawn by a component of yours. */
export const Code: Story = {
	render: () => (
		<MarkdownProvider code={code}>
			<Message item={{ ...sample.message, text: "```mermaid\nupload → server\n```" }} />
		</MarkdownProvider>
	),
};
