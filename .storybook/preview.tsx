/// <reference types="vite/client" />
import type { Decorator, Preview } from "@storybook/react-vite";
import { useLayoutEffect } from "react";
import { configure } from "storybook/test";
import "../src/styles.css";
import "../src/components/panel/panel.css";

// A second, the default, is too short for a lazy module or a virtual row while something else keeps the processor busy.
configure({ asyncUtilTimeout: 45_000 });

/** Sets the page's `color-scheme`, the one thing our light and dark follow. */
const withColorScheme: Decorator = (Story, context) => {
	const scheme = String(context.globals.colorScheme);
	useLayoutEffect(() => {
		document.documentElement.style.colorScheme = scheme;
	}, [scheme]);
	return <Story />;
};

const preview: Preview = {
	// Where somebody read in the story before.
	beforeEach: () => sessionStorage.clear(),
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
