import { addons } from "storybook/manager-api";
import { create } from "storybook/theming";

const scheme = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";

addons.setConfig({
	theme: create({ base: scheme, brandTitle: "workspace-chat", brandTarget: "_self" }),
	// As folders, so that pages without one keep their place in the order.
	sidebar: { showRoots: false },
});
