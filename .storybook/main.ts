import type { StorybookConfig } from "@storybook/react-vite";

const config: StorybookConfig = {
	framework: "@storybook/react-vite",
	stories: ["../stories/**/*.stories.tsx"],
	addons: ["@storybook/addon-docs", "@storybook/addon-vitest", "@storybook/addon-a11y"],
	core: { disableTelemetry: true },
	// Written for older browsers, `light-dark()` would no longer follow the toolbar's color scheme.
	viteFinal: (config) => ({ ...config, build: { ...config.build, cssTarget: "esnext" } }),
};

export default config;
