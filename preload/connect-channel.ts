/** What the renderer posts to its own window together with a port, and the channel the port then travels on to main. */
export const CONNECT_CHANNEL = 'greenwatt:connect';
