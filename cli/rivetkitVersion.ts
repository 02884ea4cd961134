/** The version of rivetkit that the package needs: the peer dependency of package.json, with which a test compares it. */
export const RIVETKIT_VERSION = "2.3.11";
