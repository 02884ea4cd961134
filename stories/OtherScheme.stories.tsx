import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { expectContrastInOtherScheme } from "../.storybook/otherScheme.ts";

const meta: Meta = { title: "Tests/The other color scheme", tags: ["!dev", "!autodocs"] };

export default meta;

/** The check after each story finds a text that can be read in light only. */
export const UnreadableInTheDark: StoryObj = {
	render: () => <p style={{ color: "light-dark(#000, #222)", background: "light-dark(#fff, #000)" }}>Read me</p>,
	play: async (context) => {
		const ignored = { reports: [], addReport: () => {} };
		await expect(expectContrastInOtherScheme({ ...context, reporting: ignored })).rejects.toThrow(
			/^In the dark color scheme: [\s\S]*contrast/,
		);
		context.canvas.getByText("Read me").style.color = "light-dark(#000, #fff)";
	},
};
