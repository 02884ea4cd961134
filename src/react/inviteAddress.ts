/** Where the page's address has the token of an invite. */
const PARAMETER = "invite";
/** As the workspace makes them: a host may use the same name for something of its own. */
const TOKEN = /^[\w-]{43}$/;

/** The token of an invite in the page's address; null for none, and outside of a page. */
export function inviteInAddress(): string | null {
	if (typeof location === "undefined") return null;
	const token = new URLSearchParams(location.search).get(PARAMETER) ?? "";
	return TOKEN.test(token) ? token : null;
}

/** Once the person is in, the address can be shared without the invite. */
export function removeInviteFromAddress(): void {
	if (inviteInAddress() === null) return;
	const address = new URL(location.href);
	address.searchParams.delete(PARAMETER);
	history.replaceState(history.state, "", address);
}

/** The page's own address with the token of an invite. */
export function inviteAddress(token: string): string {
	const address = new URL(location.href);
	address.hash = "";
	address.searchParams.set(PARAMETER, token);
	return address.href;
}
