/** Draws a number over the icon of a page. */
export interface TabIcon {
	/** 0 shows the page's own icon, as it is now. */
	show(count: number): void;
}

/** Pixels: what tabs show, on a screen with two pixels for each. */
const SIZE = 32;

/** Where browsers find the icon of a page that names none. */
const DEFAULT_ICON = "/favicon.ico";

/**
 * The icon of a page, with the number of what waits in its corner. The links in the page's head stay where they are, because
 * a framework may own them: only their address is another one meanwhile. Where an icon cannot be read, such as one of
 * another site, the number stands alone.
 */
export function createTabIcon(page: Document): TabIcon {
	/** The page's own address of each link. */
	const own = new Map<HTMLLinkElement, string | null>();
	const drawn = new Map<HTMLLinkElement, string>();
	/** For a page without an icon. */
	let added: HTMLLinkElement | null = null;
	let shown = 0;

	const observer = new MutationObserver(() => {
		if (iconLinks().some((link) => link.getAttribute("href") !== drawn.get(link))) void draw();
	});

	function iconLinks(): readonly HTMLLinkElement[] {
		return [...page.querySelectorAll<HTMLLinkElement>("link[rel~='icon']")];
	}

	/** A link that the page has changed meanwhile has a new address of its own. */
	function ownAddress(link: HTMLLinkElement): string {
		const address = link.getAttribute("href");
		if (!own.has(link) || address !== drawn.get(link)) own.set(link, address);
		return own.get(link) ?? DEFAULT_ICON;
	}

	function linksToDraw(): readonly HTMLLinkElement[] {
		const links = iconLinks();
		if (links.length > 0) return links;
		added = page.createElement("link");
		added.rel = "icon";
		own.set(added, null);
		page.head.append(added);
		return [added];
	}

	async function draw(): Promise<void> {
		const count = shown;
		for (const link of linksToDraw()) {
			const address = ownAddress(link);
			const icon = await loadImage(new URL(address, page.baseURI).href);
			const isOutdated = count !== shown || (link !== added && link.getAttribute("href") !== addressNow(link));
			const url = isOutdated ? null : drawBadge(page, icon, count);
			if (url !== null) setAddress(link, url);
		}
	}

	function addressNow(link: HTMLLinkElement): string | null {
		return drawn.get(link) ?? own.get(link) ?? null;
	}

	function setAddress(link: HTMLLinkElement, url: string) {
		drawn.set(link, url);
		link.setAttribute("href", url);
		observer.takeRecords();
	}

	function restore() {
		observer.disconnect();
		for (const [link, address] of own) {
			if (link.getAttribute("href") !== drawn.get(link)) continue;
			// A browser keeps the last icon of a page whose link is gone.
			link.setAttribute("href", address ?? DEFAULT_ICON);
		}
		added?.remove();
		added = null;
		own.clear();
		drawn.clear();
	}

	return {
		show(count) {
			if (count === shown) return;
			const isFirst = shown === 0;
			shown = count;
			if (count === 0) return restore();
			if (isFirst) observer.observe(page.head, { childList: true, subtree: true, attributeFilter: ["href", "rel"] });
			void draw();
		},
	};
}

type LoadedImage = Promise<HTMLImageElement | null>;

/** Each icon of the page is loaded once. */
const images = new Map<string, LoadedImage>();

/** Null for an icon that cannot be loaded, or not read. */
function loadImage(address: string): LoadedImage {
	const known = images.get(address);
	if (known) return known;
	const loading: LoadedImage = new Promise((resolve) => {
		const image = new Image(SIZE, SIZE);
		image.crossOrigin = "anonymous";
		image.onload = () => resolve(image);
		image.onerror = () => resolve(null);
		image.src = address;
	});
	images.set(address, loading);
	return loading;
}

const MAX_SHOWN = 9;

/** Null where there is no canvas. */
function drawBadge(page: Document, icon: HTMLImageElement | null, count: number): string | null {
	const canvas = page.createElement("canvas");
	canvas.width = SIZE;
	canvas.height = SIZE;
	const context = canvas.getContext("2d");
	if (!context) return null;
	if (icon) context.drawImage(icon, 0, 0, SIZE, SIZE);
	const radius = icon ? 10 : 15;
	const center = SIZE - radius - 1;
	context.beginPath();
	context.arc(center, center, radius, 0, 2 * Math.PI);
	// The same on light and dark tabs, like the badges of browsers and systems.
	context.fillStyle = "#c62828";
	context.fill();
	context.lineWidth = 2;
	context.strokeStyle = "#ffffff";
	context.stroke();
	context.fillStyle = "#ffffff";
	context.font = `700 ${radius * 1.4}px system-ui, sans-serif`;
	context.textAlign = "center";
	context.textBaseline = "middle";
	context.fillText(count > MAX_SHOWN ? `${MAX_SHOWN}+` : `${count}`, center, center + 1, radius * 1.7);
	try {
		return canvas.toDataURL("image/png");
	} catch {
		// The icon is one that pages may show but not read.
		return icon ? drawBadge(page, null, count) : null;
	}
}
