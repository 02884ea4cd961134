import { expect, test } from "vitest";
import { findBareTexts } from "../../scripts/checkTexts.ts";

const bareTextsIn = (markup: string) =>
	findBareTexts("part.tsx", `const part = ${markup};`).map(({ source }) => source);

test.each([
	["the only text of an element", "<p>{labels.stop}</p>"],
	["one of several texts for an element", "<p>{open ? labels.hide : labels.show}</p>"],
	["a text that comes and goes, alone", "<p>{open && labels.hide}</p>"],
	// biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a template.
	["one text of several pieces", "<p>{`+${count}`}</p>"],
	["elements side by side, over several lines", "<p>\n\t<b>{labels.stop}</b>\n\t<i>{labels.stop}</i>\n</p>"],
	["elements that come and go", "<p>{open && <b>{labels.stop}</b>}{more ? <i /> : null}</p>"],
	["a comment beside a text", "<p>{/* why */}{labels.stop}</p>"],
])("%s is safe", (_, markup) => expect(bareTextsIn(markup)).toEqual([]));

test.each([
	["a text before an element", "<p>{labels.stop}<b /></p>", ["labels.stop"]],
	["a text with a value", "<p>{labels.stopped(name)}<b /></p>", ["labels.stopped(name)"]],
	["a part of a text", "<p>{labels.error(error).message}<b /></p>", ["labels.error(error).message"]],
	["a text in the markup", "<p>by <b /></p>", ["by"]],
	["a text that comes and goes", "<p><b />{open && labels.hide}</p>", ["labels.hide"]],
	["each text of a choice", "<p><b />{open ? labels.hide : labels.show}</p>", ["labels.hide", "labels.show"]],
	["two pieces of a text", "<p>+{`1`}</p>", ["+", "`1`"]],
	["a space between elements", '<p><b />{" "}<i /></p>', ['" "']],
	["a space in the markup", "<p><b /> <i /></p>", [""]],
	["a text in a fragment", "<>{labels.stop}</>", ["labels.stop"]],
	["text of an agent", "<p><b />{revealDirectionOverrides(name)}</p>", ["revealDirectionOverrides(name)"]],
])("%s is reported", (_, markup, sources) => expect(bareTextsIn(markup)).toEqual(sources));

test("says the line", () => {
	expect(findBareTexts("part.tsx", "const part = (\n\t<p>\n\t\t{labels.stop}\n\t\t<b />\n\t</p>\n);")).toEqual([
		{ line: 3, source: "labels.stop" },
	]);
});
