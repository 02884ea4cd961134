import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { RevealedText } from "../../src/components/primitives/RevealedText.tsx";

test("a text of tens of thousands of hidden characters shows all of them in few elements", () => {
	const { container } = render(<RevealedText text={`${"a\u200b".repeat(30_000)}end`} />);
	expect(container.textContent).toBe(`${"a[U+200B]".repeat(30_000)}end`);
	expect(container.querySelectorAll("*").length).toBeLessThan(5_000);
});
