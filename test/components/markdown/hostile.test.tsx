import { render } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Markdown, THROTTLE_MS } from "../../../src/components/markdown/Markdown.tsx";
import { createRandom } from "../../harness/createRandom.ts";
import { hostileMarkdown } from "./hostileMarkdown.ts";
import { passTime } from "./passTime.ts";
import { randomPieces } from "./randomDocument.ts";

const ELEMENTS =
	"div p h3 h4 h5 h6 ul ol li blockquote hr figure figcaption pre code table thead tbody tr th td a img strong em del br sup sub kbd mark ins u small samp var details summary button span".split(
		" ",
	);
const ATTRIBUTES =
	"class dir href src alt title target rel loading type role aria-label aria-details aria-live tabindex scope start id open translate".split(
		" ",
	);

function expectHarmless(container: HTMLElement) {
	for (const element of container.querySelectorAll("*")) {
		expect(ELEMENTS).toContain(element.localName);
		for (const { name } of element.attributes) expect(name.startsWith("data-") || ATTRIBUTES.includes(name)).toBe(true);
	}
	for (const link of container.querySelectorAll("a")) {
		expect(link.getAttribute("href")).toMatch(/^(?:https?:\/\/|mailto:)[^@]*$/);
		expect(link).toHaveAttribute("rel", "noopener noreferrer nofollow");
		expect(link).toHaveAttribute("target", "_blank");
	}
	expect([...container.querySelectorAll("img")].map((image) => image.src)).toEqual([]);
	expect(container.innerHTML).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
}

afterEach(() => {
	vi.useRealTimers();
	expect(document.querySelector("script")).toBeNull();
});

test.each(hostileMarkdown)("%j does no harm", (text) => {
	expectHarmless(render(<Markdown text={text} />).container);
});

test.each(hostileMarkdown)("%j does no harm while it is written", (text) => {
	vi.useFakeTimers();
	const { container, rerender } = render(<Markdown text="" streaming />);
	let written = "";
	for (const piece of randomPieces(text, createRandom(text.length))) {
		written += piece;
		rerender(<Markdown text={written} streaming />);
		passTime(THROTTLE_MS);
		expectHarmless(container);
	}
});

test("a tag that is not known, or has attributes, is shown as it was written", () => {
	const text = "<script>alert(1)</script> <b onclick=alert(1)>a</b> <details ontoggle=alert(1)>";
	const { container } = render(<Markdown text={text} />);
	expect(container).toHaveTextContent(text);
});
