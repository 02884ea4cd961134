export function footnoteId(prefix: string, label: string): string {
	return `${prefix}footnote-${encodeURIComponent(label)}`;
}
