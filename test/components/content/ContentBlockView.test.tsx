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

/** 640 × 480 pixels, as far as its header goes. */
const PNG = Buffer.from(
	"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x06\0\0\0\0\0\0\0",
	"latin1",
).toString("base64");

test.each([
	["with another name of its type", "image/jpg", "AAAA", "data:image/jpeg;base64,AAAA"],
	["with its type in capitals and a parameter", "IMAGE/PNG; charset=binary", "AAAA", "data:image/png;base64,AAAA"],
	["with a type that is none", "application/octet-stream", PNG, `data:image/png;base64,${PNG}`],
	["with the type of something else", "image/svg+xml", PNG, `data:image/png;base64,${PNG}`],
	["as a data URL", "image/png", "data:image/png;base64,AAAA", "data:image/png;base64,AAAA"],
	["in lines of the other alphabet", "image/png", "A-_A\nAA", "data:image/png;base64,A+/AAA=="],
])("a picture %s is shown", (_what, mimeType, data, source) => {
	render(<ContentBlockView id="a" block={{ type: "image", mimeType, data }} />);
	expect(screen.getByRole("img", { name: "Image" })).toHaveAttribute("src", source);
});

test("what is no base64 and what may run are not shown as pictures", () => {
	render(<ContentBlockView id="a" block={{ type: "image", mimeType: "image/png", data: "no base64!" }} />);
	render(
		<ContentBlockView id="b" block={{ type: "image", mimeType: "image/svg+xml", data: btoa("<svg>".repeat(9)) }} />,
	);
	expect(screen.queryByRole("img")).not.toBeInTheDocument();
	expect(screen.getByText("Image: image/svg+xml")).toBeVisible();
});

test("a picture that comes as a file is shown in its fold", async () => {
	const block = { type: "resource", uri: "file:///shots/page.png", mimeType: "image/png", blob: "AAAA" } as const;
	render(<ContentBlockView id="a" block={block} />);
	await userEvent.click(await screen.findByRole("button", { name: /shots\/page\.png\s*image\/png · 3 bytes/ }));
	expect(screen.getByRole("img", { name: "Image" })).toHaveAttribute("src", "data:image/png;base64,AAAA");
});
