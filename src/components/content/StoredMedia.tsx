"use client";

import { type CSSProperties, type RefObject, useEffect, useRef, useState } from "react";
import { toWorkspaceError } from "../../core/errors/WorkspaceError.ts";
import { LIMITS, type StoredContent } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useOptionalWorkspaceStore } from "../../react/store.tsx";
import { Button } from "../primitives/Button.tsx";
import { contentUrlsOf } from "./contentUrls.ts";
import { Lightbox } from "./Lightbox.tsx";

/** How a content of the workspace stands that is shown here. */
type ContentState =
	| { readonly status: "loading" }
	| { readonly status: "loaded"; readonly url: string }
	| { readonly status: "missing" }
	| { readonly status: "failed"; readonly retry: () => void };

/** The address of a content of the agent or of a sent file, which is loaded once `isWanted`. */
export function useContentUrl(id: string | null, mimeType: string, isWanted: boolean): ContentState {
	const store = useOptionalWorkspaceStore();
	const urls = store && contentUrlsOf(store);
	const [result, setResult] = useState<{
		readonly id: string;
		readonly url: string | null;
		readonly code: string;
	} | null>(null);
	const [attempt, setAttempt] = useState(0);
	const known = urls && id !== null ? urls.peek(id, mimeType) : null;
	// Also held if another part has loaded it: its address is revoked once nobody holds it.
	const isHeld = isWanted || known !== null;

	// biome-ignore lint/correctness/useExhaustiveDependencies: another attempt loads it again.
	useEffect(() => {
		if (!urls || id === null || !isHeld) return;
		const { loaded, release } = urls.use(id, mimeType);
		let isCurrent = true;
		loaded.then(
			(url) => isCurrent && setResult({ id, url, code: "" }),
			(error: unknown) => isCurrent && setResult({ id, url: null, code: toWorkspaceError(error).code }),
		);
		return () => {
			isCurrent = false;
			release();
		};
	}, [urls, id, mimeType, isHeld, attempt]);

	if (!urls || id === null) return { status: "missing" };
	const url = result?.id === id ? result.url : known;
	if (url !== null) return { status: "loaded", url };
	if (result?.id !== id) return { status: "loading" };
	if (result.code === "not_found") return { status: "missing" };
	const retry = () => {
		setResult(null);
		setAttempt((count) => count + 1);
	};
	return { status: "failed", retry };
}

/** Loaded before it is scrolled into view. */
const NEAR_VIEW = { rootMargin: "400px" };

/** Whether an element has been near the view. Without an observer, as in tests, it is at once. */
function useWasNearView(ref: RefObject<HTMLElement | null>): boolean {
	const [wasNear, setWasNear] = useState(typeof IntersectionObserver === "undefined");
	useEffect(() => {
		if (wasNear || !ref.current) return;
		const observer = new IntersectionObserver((entries) => {
			if (entries.some(({ isIntersecting }) => isIntersecting)) setWasNear(true);
		}, NEAR_VIEW);
		observer.observe(ref.current);
		return () => observer.disconnect();
	}, [ref, wasNear]);
	return wasNear;
}

/** As in `content.css`. */
const MAX_HEIGHT_REM = 24;

/** The place that the image will take, so that nothing moves when it is there. */
function frameStyle({ width, height }: StoredContent): CSSProperties | undefined {
	if (!width || !height) return undefined;
	const ratio = width / height;
	return { inlineSize: `min(100%, ${width}px, ${MAX_HEIGHT_REM * ratio}rem)`, aspectRatio: `${width} / ${height}` };
}

interface StoredMediaProps {
	readonly kind: "image" | "audio";
	readonly mimeType: string;
	readonly content: StoredContent;
}

/** An image or audio that is stored apart from its item. It is loaded when it comes near the view. */
export function StoredMedia({ kind, mimeType, content }: StoredMediaProps) {
	const labels = useLabels();
	const label = labels.content[kind];
	const frame = useRef<HTMLDivElement>(null);
	const state = useContentUrl(content.id, mimeType, useWasNearView(frame));
	const [brokenUrl, setBrokenUrl] = useState<string | null>(null);
	const size = labels.fileSize(content.size);

	if (content.id === null) {
		const isTooLarge = content.size > LIMITS.contentBytes;
		return <MissingMedia text={isTooLarge ? labels.contentTooLarge(label, size) : labels.contentUnreadable(label)} />;
	}
	if (state.status === "missing") return <MissingMedia text={labels.contentMissing(label, size)} />;
	if (state.status === "loaded" && state.url === brokenUrl) {
		return <MissingMedia text={labels.contentUnreadable(label)} />;
	}
	if (kind === "audio" && state.status === "loaded") {
		// biome-ignore lint/a11y/useMediaCaption: an agent sends none.
		return <audio className="wsc-audio" controls preload="none" src={state.url} aria-label={label} />;
	}
	return (
		<div
			ref={frame}
			className="wsc-picture"
			data-state={state.status}
			data-kind={kind}
			style={kind === "image" ? frameStyle(content) : undefined}
			aria-busy={state.status === "loading" || undefined}
		>
			{state.status === "loaded" && (
				<Picture url={state.url} content={content} label={label} onBroken={() => setBrokenUrl(state.url)} />
			)}
			{state.status === "loading" && <span className="wsc-time">{labels.contentLoading(label, size)}</span>}
			{state.status === "failed" && (
				<>
					<span className="wsc-time">{labels.contentNotLoaded(label)}</span>
					<Button variant="quiet" onClick={state.retry}>
						{labels.tryAgain}
					</Button>
				</>
			)}
		</div>
	);
}

interface PictureProps {
	readonly url: string;
	readonly content: StoredContent;
	readonly label: string;
	/** It is no picture after all. */
	readonly onBroken: () => void;
}

/** A picture that opens in its full size. */
function Picture({ url, content: { width, height }, label, onBroken }: PictureProps) {
	const labels = useLabels();
	const [isOpen, setIsOpen] = useState(false);
	return (
		<>
			<button type="button" className="wsc-picture-open" aria-label={labels.openImage} onClick={() => setIsOpen(true)}>
				<img className="wsc-image" src={url} alt={label} width={width} height={height} onError={onBroken} />
			</button>
			{isOpen && (
				<Lightbox label={label} onClose={() => setIsOpen(false)}>
					<img className="wsc-lightbox-picture" src={url} alt={label} />
				</Lightbox>
			)}
		</>
	);
}

/** Says in words why there is no image or audio. */
export function MissingMedia({ text }: { readonly text: string }) {
	return <p className="wsc-chip wsc-no-picture">{text}</p>;
}
