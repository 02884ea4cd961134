import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { ContentBlockView } from "../../../src/components/content/ContentBlockView.tsx";

test("a recording can be played, and loads nothing before", () => {
	render(<ContentBlockView id="a" block={{ type: "audio", mimeType: "audio/ogg", data: "T2dnUw==" }} />);
	expect(screen.getByLabelText("Audio")).toHaveAttribute("src", "data:audio/ogg;base64,T2dnUw==");
	expect(screen.getByLabelText("Audio")).toHaveAttribute("preload", "none");
});

test.each(["audio/mpegurl", "application/vnd.apple.mpegurl", "text/html", "audio/mpeg,x"])(
	"a recording of type %s, which may load from elsewhere, is named and not played",
	(mimeType) => {
		render(<ContentBlockView id="a" block={{ type: "audio", mimeType, data: "AAAA" }} />);
		expect(screen.getByText(`Audio: ${mimeType}`)).toBeVisible();
		expect(screen.queryByLabelText("Audio")).not.toBeInTheDocument();
	},
);

test("a picture that comes as a file is shown in its fold", async () => {
	const block = { type: "resource", uri: "file:///shots/page.png", mimeType: "image/png", blob: "AAAA" } as const;
	render(<ContentBlockView id="a" block={block} />);
	await userEvent.click(await screen.findByRole("button", { name: "shots/page.png image/png · 3 bytes" }));
	expect(screen.getByRole("img", { name: "Image" })).toHaveAttribute("src", "data:image/png;base64,AAAA");
});
