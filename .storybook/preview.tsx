/// <reference types="vite/client" />
import type { Decorator, Preview } from "@storybook/react-vite";
import { useLayoutEffect } from "react";
import { configure } from "storybook/test";
import "../src/styles.css";
import "../src/components/panel/panel.css";

/**
 * How long a story waits for what it expects, on a machine with nothing else to do. Testing Library's own second is too
 * short for a lazy module, and a machine of a CI may be three times slower than ours without being busy.
 */
const WAIT_MS = 15_000;

/** On a busy machine everything takes longer. Only the test runner says how much: see `test/setup/testProjects.ts`. */
async function adjustWaits(): Promise<void> {
	const answer = await fetch("/load-factor").then((response) => response.text());
	configure({ asyncUtilTimeout: WAIT_MS * (Number(answer) || 1) });
}

/** Sets the page's `color-scheme`, the one thing our light and dark follow. */
const withColorScheme: Decorator = (Story, context) => {
	const scheme = String(context.globals.colorScheme);
	useLayoutEffect(() => {
		document.documentElement.style.colorScheme = scheme;
	}, [scheme]);
	return <Story />;
};

const preview: Preview = {
	beforeEach: async () => {
		// Where somebody read in the story before.
		sessionStorage.clear();
		await adjustWaits();
	},
	decorators: [withColorScheme],
	initialGlobals: { colorScheme: "light" },
	globalTypes: {
		colorScheme: {
			description: "The host's color-scheme",
			toolbar: { title: "Color scheme", icon: "mirror", items: ["light", "dark"], dynamicTitle: true },
		},
	},
	parameters: { a11y: { test: "error" }, layout: "fullscreen" },
};

export default preview;
