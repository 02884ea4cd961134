/**
 * A piece of content, as ACP names it (`ContentBlock` of protocol version 1). Blocks of a type
 * that is not known here are kept whole as `unknown`.
 *
 * @see https://agentclientprotocol.com/protocol/content
 */
export type ContentBlock =
	| { readonly type: "text"; readonly text: string }
	| { readonly type: "image"; readonly data: string; readonly mimeType: string; readonly uri?: string | undefined }
	| { readonly type: "audio"; readonly data: string; readonly mimeType: string }
	| {
			readonly type: "resource_link";
			readonly uri: string;
			readonly name: string;
			readonly title?: string | undefined;
			readonly mimeType?: string | undefined;
			/** Bytes. */
			readonly size?: number | undefined;
	  }
	| {
			readonly type: "resource";
			readonly uri: string;
			readonly mimeType?: string | undefined;
			readonly text?: string | undefined;
			/** Base64. */
			readonly blob?: string | undefined;
	  }
	| { readonly type: "unknown"; readonly value: unknown };
