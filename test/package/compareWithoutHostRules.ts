import type { Page } from "playwright";

/** What a host's rules for bare elements could change. */
const PROPERTIES = [
	"backgroundColor",
	"borderTopWidth",
	"borderLeftColor",
	"boxSizing",
	"color",
	"fontFamily",
	"fontSize",
	"height",
	"marginTop",
	"paddingTop",
	"paddingLeft",
	"width",
] as const;

/** One line for each part of a page: its class and its computed style. */
type PartStyles = readonly string[];

interface Comparison {
	/** How many rules for bare elements and for `*` the page's stylesheets had. */
	readonly rules: number;
	readonly withRules: PartStyles;
	readonly withoutRules: PartStyles;
}

/** Reads how the chat looks, deletes the host's rules for bare elements, and reads it again. */
export function compareWithoutHostRules(page: Page): Promise<Comparison> {
	return page.evaluate((properties) => {
		const read = () =>
			Array.from(document.querySelectorAll('[class^="wsc-"]'), (part) => {
				const style = getComputedStyle(part);
				return [part.getAttribute("class"), ...properties.map((name) => style[name])].join(" | ");
			});
		const withRules = read();
		let rules = 0;
		for (const sheet of document.styleSheets)
			for (let index = sheet.cssRules.length - 1; index >= 0; index--) {
				const rule = sheet.cssRules[index];
				if (!(rule instanceof CSSStyleRule) || !/^[a-z*]/.test(rule.selectorText)) continue;
				sheet.deleteRule(index);
				rules++;
			}
		return { rules, withRules, withoutRules: read() };
	}, PROPERTIES);
}
