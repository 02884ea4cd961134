import { expect, test } from "vitest";
import { defaultUrlPolicy } from "../../../src/components/primitives/urlPolicy.ts";

test.each(["http://example.com/", "https://example.com/a?b#c", "mailto:ada@example.com"])(
	"a link may lead to %s",
	(href) => {
		expect(defaultUrlPolicy.link(href)).toBe(href);
	},
);

test.each(["src/index.ts", "/logout", "#top", "//example.com", "ftp://example.com", "tel:1", "", "https://"])(
	"a link may not lead to %j",
	(href) => {
		expect(defaultUrlPolicy.link(href)).toBeNull();
	},
);

test("a link leads where the browser would read it to lead", () => {
	expect(defaultUrlPolicy.link(" https://EXAMPLE.com/a\tb ")).toBe("https://example.com/ab");
});

test.each(["data:image/png;base64,iVBORw0KGgo=", "data:image/webp;base64,AAAA"])("an image may be %s", (source) => {
	expect(defaultUrlPolicy.image(source)).toBe(source);
});

test("an image may come from the page's own origin", () => {
	expect(defaultUrlPolicy.image("/chart.png")).toBe(`${location.origin}/chart.png`);
});

test.each([
	"https://example.com/a.png",
	"//example.com/a.png",
	"data:image/svg+xml;base64,AAAA",
	"data:text/html,x",
	"blob:https://example.com/1",
	"",
])("an image may not be %j", (source) => {
	expect(defaultUrlPolicy.image(source)).toBeNull();
});
