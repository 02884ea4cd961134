/// <reference types="vite/client" />
import type { Preview } from "@storybook/react-vite";
import { configure } from "storybook/test";
import "../src/styles.css";
import "../src/components/panel/panel.css";
import { DocsPageContainer } from "./DocsPageContainer.tsx";
import { expectContrastInOtherScheme } from "./otherScheme.ts";
import { describeComponent, withoutUndefined } from "./propDocs.ts";
import { globalTypes, initialGlobals, viewports, withToolbars } from "./toolbars.tsx";

/**
 * How long a story waits for what it expects, on a machine with nothing else to do. Testing Library's own second is too
 * short for a lazy module, and a machine of a CI may be three times slower than ours without being busy.
 */
const WAIT_MS = 15_000;

const isTest = import.meta.env.MODE === "test";

/** On a busy machine everything takes longer. The test runner says how much: see `test/setup/testProjects.ts`. */
async function adjustWaits(): Promise<void> {
	const answer = await fetch("/load-factor").then((response) => response.text());
	configure({ asyncUtilTimeout: WAIT_MS * (Number(answer) || 1) });
}

const preview: Preview = {
	beforeEach: async () => {
		// Where somebody read in the story before.
		sessionStorage.clear();
		if (isTest) await adjustWaits();
	},
	afterEach: async (context) => {
		if (isTest) await expectContrastInOtherScheme(context);
	},
	decorators: [withToolbars],
	initialGlobals,
	globalTypes,
	argTypesEnhancers: [withoutUndefined],
	tags: ["autodocs"],
	parameters: {
		a11y: { test: "error" },
		layout: "fullscreen",
		viewport: { options: viewports },
		controls: { expanded: true, sort: "requiredFirst" },
		docs: { container: DocsPageContainer, codePanel: true, extractComponentDescription: describeComponent },
		options: {
			storySort: {
				method: "alphabetical",
				order: [
					"Introduction",
					"WorkspaceChat",
					["WorkspaceChat", "Conversation", "Approvals", "Questions", "Queue", "Search", "Panel"],
					"Parts",
					"Hooks",
					"Theming",
					"Recipes",
					"Recorded sessions",
					"Tests",
				],
			},
		},
	},
};

export default preview;
