/** The class of a part that can stand alone: it brings the tokens with it, and takes the host's own class. */
export function partClassName(name: string, className?: string | undefined): string {
	return className ? `wsc-part ${name} ${className}` : `wsc-part ${name}`;
}
