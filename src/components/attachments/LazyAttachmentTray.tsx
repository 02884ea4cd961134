"use client";
import { type ComponentType, lazy, Suspense } from "react";
import { useAttachments } from "../../react/useAttachments.ts";

const LoadedAttachmentTray = lazy<ComponentType>(() =>
	import("./AttachmentTray.tsx").then(
		({ AttachmentTray }) => ({ default: AttachmentTray }),
		() => ({ default: () => null }),
	),
);

/** `<AttachmentTray>`, while there is something in it. */
export function LazyAttachmentTray() {
	const { attachments } = useAttachments();
	return <Suspense fallback={null}>{attachments.length > 0 && <LoadedAttachmentTray />}</Suspense>;
}
