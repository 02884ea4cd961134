"use client";

import { type ReactNode, useContext, useMemo } from "react";
import { isOutsideFolder, relativePath } from "../../core/index.ts";
import type { ContentBlock } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useWorkingDirectory } from "../../react/state.ts";
import { useOptionalWorkspaceStore } from "../../react/store.tsx";
import { decodeBase64, encodedSize, normalizeBase64 } from "../../rules/binaryContent.ts";
import { ActionButton } from "../primitives/Button.tsx";
import { downloadFile } from "../primitives/downloadFile.ts";
import { Fold } from "../primitives/Fold.tsx";
import { revealCharacters } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";
import { Preformatted } from "../primitives/Preformatted.tsx";
import { type FileLocation, SidePanelContext } from "../primitives/SidePanelContext.ts";
import { UntrustedLink } from "../primitives/UntrustedLink.tsx";
import { resourceTitle } from "./contentText.ts";
import { MediaView, safeMediaKind } from "./MediaView.tsx";

interface ResourceChipProps {
	readonly mimeType?: string | undefined;
	/** In bytes, if known. */
	readonly size?: number | undefined;
	readonly name: ReactNode;
	/** Buttons. */
	readonly children?: ReactNode;
}

/** Several chips may share a line and wrap. */
const CHIP_SPACING = { marginBlock: 3, marginInlineEnd: 6 };

/** Media types in this form are shown: an agent may write anything there. */
const MEDIA_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,60}/;

/** The name of a resource with its type and size, on one line. */
function ResourceChip({ mimeType = "", size = -1, name, children }: ResourceChipProps) {
	const labels = useLabels();
	const [type] = MEDIA_TYPE.exec(mimeType) ?? [];
	const facts = [type, size >= 0 && Number.isFinite(size) && labels.fileSize(size)].filter(Boolean);
	return (
		<span className="wsc-chip" style={CHIP_SPACING}>
			<Icon name="read" />
			{name}
			{facts.length > 0 && <span className="wsc-time">{` ${facts.join(" · ")}`}</span>}
			{children}
		</span>
	);
}

/** The path and line (`#L12`) of a `file:` URI; null for any other URI. Some agents write an absolute path alone. */
export function parseFileUri(uri: string): FileLocation | null {
	if (/^\/(?!\/)/.test(uri)) return { path: uri };
	if (!URL.canParse(uri)) return null;
	const { protocol, host, pathname, hash } = new URL(uri);
	const path = decodeOrNull(pathname);
	if (protocol !== "file:" || host !== "" || path === null) return null;
	const line = Number(/^#L(\d+)/.exec(hash)?.[1]);
	return line > 0 ? { path, line } : { path };
}

function decodeOrNull(text: string): string | null {
	try {
		return decodeURIComponent(text);
	} catch {
		return null;
	}
}

interface ResourceNameProps {
	readonly uri: string;
	readonly name: string;
}

/**
 * The name of a resource. It opens the side panel if the file is in the working directory, and is a link if the URL
 * policy allows the address. Otherwise it is plain text.
 */
function ResourceName({ uri, name }: ResourceNameProps) {
	const folder = useWorkingDirectory();
	const panel = useContext(SidePanelContext);
	const shown = revealCharacters(name);
	const title = revealCharacters(uri);
	const location = parseFileUri(uri);
	if (location) {
		if (!panel || isOutsideFolder(location.path, folder)) return <bdi title={title}>{shown}</bdi>;
		const open = () => panel.open({ ...location, path: relativePath(location.path, folder) });
		return (
			<button type="button" className="wsc-link" dir="auto" title={title} onClick={open}>
				{shown}
			</button>
		);
	}
	return (
		<UntrustedLink className="wsc-link" dir="auto" href={uri} refused={<bdi title={title}>{shown}</bdi>}>
			{shown}
		</UntrustedLink>
	);
}

interface DownloadButtonProps {
	readonly name: string;
	readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Saves an embedded file. It is never opened: its content is untrusted. */
function DownloadButton({ name, bytes }: DownloadButtonProps) {
	const labels = useLabels();
	return (
		<button
			type="button"
			className="wsc-link"
			aria-description={revealCharacters(name)}
			onClick={() => downloadFile(name, bytes)}
		>
			{labels.save}
		</button>
	);
}

interface StoredDownloadButtonProps {
	readonly id: string;
	readonly name: string;
}

/** Loads an embedded file that is stored apart from its item, and saves it. */
function StoredDownloadButton({ id, name }: StoredDownloadButtonProps) {
	const labels = useLabels();
	const store = useOptionalWorkspaceStore();
	if (!store) return null;
	const save = async () => downloadFile(name, await store.readContent(id));
	return (
		<ActionButton variant="quiet" aria-description={revealCharacters(name)} onAction={save}>
			{labels.save}
		</ActionButton>
	);
}

interface EmbeddedFileProps {
	readonly file: Extract<ContentBlock, { type: "resource" }>;
}

/** Larger files cannot be saved: they would be decoded in memory. */
const MAX_DOWNLOAD_BYTES = 1_000_000;

/** An embedded file that cannot be shown. Small ones can be saved; one that was truncated for the wire is empty. */
function EmbeddedFile({ file }: EmbeddedFileProps) {
	const { uri, mimeType, stored, blob = "" } = file;
	const size = stored?.size ?? encodedSize(blob);
	const bytes = useMemo(() => {
		const base64 = size > MAX_DOWNLOAD_BYTES ? null : normalizeBase64(blob);
		return base64 === null ? null : decodeBase64(base64);
	}, [blob, size]);
	const name = resourceTitle(file);
	return (
		<ResourceChip mimeType={mimeType} size={size || undefined} name={<ResourceName uri={uri} name={name} />}>
			{bytes && <DownloadButton name={name.split("/").pop() ?? ""} bytes={bytes} />}
			{typeof stored?.id === "string" && <StoredDownloadButton id={stored.id} name={name.split("/").pop() ?? ""} />}
		</ResourceChip>
	);
}

interface ResourceViewProps {
	readonly id: string;
	readonly resource: Extract<ContentBlock, { type: "resource" | "resource_link" }>;
}

type EmbeddedResource = Extract<ContentBlock, { type: "resource" }>;

/** A file that the agent links or embeds, with its type and size. Text, images and audio can be opened. */
export function ResourceView({ id, resource }: ResourceViewProps) {
	if (resource.type === "resource_link") {
		const { uri, mimeType, size } = resource;
		return (
			<ResourceChip mimeType={mimeType} size={size} name={<ResourceName uri={uri} name={resourceTitle(resource)} />} />
		);
	}
	const body = renderPreview(resource);
	if (!body) return <EmbeddedFile file={resource} />;
	const { uri, mimeType, blob, stored } = resource;
	const name = <bdi title={revealCharacters(uri)}>{revealCharacters(resourceTitle(resource))}</bdi>;
	const size = stored?.size ?? (blob === undefined ? undefined : encodedSize(blob));
	return (
		<Fold id={id} summary={<ResourceChip mimeType={mimeType} size={size} name={name} />}>
			{body}
		</Fold>
	);
}

/** The preview of an embedded file; null if it is not text, an image or audio. */
function renderPreview({ text, blob, stored, mimeType = "" }: EmbeddedResource) {
	if (text !== undefined) return <Preformatted text={text} />;
	const kind = safeMediaKind(mimeType);
	return kind && blob !== undefined ? <MediaView kind={kind} mimeType={mimeType} data={blob} stored={stored} /> : null;
}
