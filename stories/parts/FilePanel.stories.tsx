import type { Meta, StoryObj } from "@storybook/react-vite";
import { Workspace } from "../../src/index.ts";
import { FilePanel } from "../../src/panel.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { ada, session } from "../fixtures/people.ts";
import { sampleFolder } from "../fixtures/sampleFolder.ts";
import { sampleProcesses } from "../fixtures/sampleProcesses.ts";
import { WorkspacePage } from "../fixtures/WorkspacePage.tsx";

const workspace = createMemoryWorkspace({ session, files: sampleFolder, processes: sampleProcesses });

const meta: Meta<typeof FilePanel> = {
	title: "Parts/FilePanel",
	component: FilePanel,
	args: { location: { path: "src/upload.ts", line: 8 } },
	decorators: [
		(Story) => (
			<WorkspacePage connect={() => workspace.connect(ada)}>
				<Workspace workspaceId="memory">
					<Story />
				</Workspace>
			</WorkspacePage>
		),
	],
};

export default meta;

export const OpenFile: StoryObj<typeof FilePanel> = {};
