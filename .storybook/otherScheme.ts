import { afterEach as checkAccessibility } from "@storybook/addon-a11y/preview";
import type { StoryContext } from "@storybook/react-vite";

/** The rules of axe that depend on colours. All others give the same result in light and dark. */
const COLOR_RULES = ["color-contrast", "link-in-text-block"];

/**
 * Checks the contrast of a story once more, in the color scheme that it was not shown in: so that every story is checked
 * in light and in dark, and needs no twin.
 */
export async function expectContrastInOtherScheme(context: StoryContext): Promise<void> {
	const { style } = document.documentElement;
	const scheme = style.colorScheme;
	// A colour that is still changing would be measured half-way.
	const still = document.createElement("style");
	still.textContent = "*, ::before, ::after { transition: none !important; animation-duration: 0s !important; }";
	document.head.append(still);
	const otherScheme = scheme === "dark" ? "light" : "dark";
	style.colorScheme = otherScheme;
	try {
		const a11y = { ...context.parameters.a11y, options: { runOnly: COLOR_RULES } };
		await checkAccessibility({ ...context, parameters: { ...context.parameters, a11y } });
	} catch (error) {
		throw new Error(`In the ${otherScheme} color scheme: ${error instanceof Error ? error.message : error}`);
	} finally {
		style.colorScheme = scheme;
		still.remove();
	}
}
