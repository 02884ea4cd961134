import {
	type Attachment,
	LIMITS,
	type Person,
	type UploadAttachmentRequest,
	type UploadAttachmentResponse,
} from "../../protocol/index.ts";
import { actionRefusedError } from "./refuseAction.ts";

interface StoredAttachment extends Attachment {
	readonly by: string;
	readonly received: number;
	readonly isSent: boolean;
}

/** The files that people have attached in an in-memory workspace: what they are, not what is in them. */
export interface MemoryAttachments {
	receiveChunk(by: Person, request: UploadAttachmentRequest): UploadAttachmentResponse;
	/** The files a prompt names. */
	claim(by: Person, ids: readonly string[]): readonly Attachment[];
}

export function createMemoryAttachments(): MemoryAttachments {
	const files = new Map<string, StoredAttachment>();

	function begin(
		by: Person,
		{ attachmentId: id, name, mimeType, size, thumbnail }: UploadAttachmentRequest,
	): StoredAttachment {
		if (size > LIMITS.attachmentBytes) throw actionRefusedError("attachment_too_large");
		const uri = `file:///workspace/.workspace-chat/attachments/${encodeURIComponent(name)}`;
		return {
			id,
			name,
			mimeType,
			size,
			uri,
			...(thumbnail && { thumbnail }),
			by: by.userId,
			received: 0,
			isSent: false,
		};
	}

	function requireWhole(by: Person, id: string): StoredAttachment {
		const file = files.get(id);
		const isTheirs = file?.by === by.userId || file?.isSent;
		if (file && isTheirs && file.received === file.size) return file;
		throw actionRefusedError("attachment_not_found");
	}

	return {
		receiveChunk(by, request) {
			const { attachmentId, offset, data } = request;
			const file = files.get(attachmentId) ?? begin(by, request);
			if (file.by !== by.userId) throw actionRefusedError("forbidden");
			const received = file.received + (offset === file.received ? atob(data).length : 0);
			if (received > file.size) throw actionRefusedError("invalid_argument");
			files.set(attachmentId, { ...file, received });
			return { attachmentId, received };
		},
		claim(by, ids) {
			const claimed = [...new Set(ids)].map((id) => requireWhole(by, id));
			for (const file of claimed) files.set(file.id, { ...file, isSent: true });
			return claimed.map(({ by: _by, received: _received, isSent: _isSent, ...attachment }) => attachment);
		},
	};
}
