"use client";
import { useMemo } from "react";
import type { ContentBlock } from "../../protocol/index.ts";
import { base64Size } from "./base64Size.ts";
import { decodeBase64 } from "./decodeBase64.ts";
import { ResourceChip } from "./ResourceChip.tsx";
import { ResourceName } from "./ResourceName.tsx";
import { resourceTitle } from "./resourceTitle.ts";
import { DownloadButton } from "./SaveButton.tsx";

interface EmbeddedFileProps {
	readonly file: Extract<ContentBlock, { type: "resource" }>;
}

/** What is read into memory to be saved. */
const MAX_DOWNLOAD_BYTES = 1_000_000;

/** A file that was sent along and cannot be shown: a small one can be saved. One that was cut for the wire is empty. */
export function EmbeddedFile({ file }: EmbeddedFileProps) {
	const { uri, mimeType, blob = "" } = file;
	const size = base64Size(blob);
	const bytes = useMemo(() => (size > MAX_DOWNLOAD_BYTES ? null : decodeBase64(blob)), [blob, size]);
	const name = resourceTitle(file);
	return (
		<ResourceChip mimeType={mimeType} size={size || undefined} name={<ResourceName uri={uri} name={name} />}>
			{size > 0 && bytes && <DownloadButton name={name.split("/").pop() ?? ""} bytes={bytes} />}
		</ResourceChip>
	);
}
