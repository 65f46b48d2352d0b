/**
 * Whether a camera may be opened: signed records, who withdrew them, who stopped a camera. In:
 * records of the database, the signers of the settings; out: a {@link org.pukar.camera.Permission}
 * for each camera, at any moment. Start at {@link org.pukar.server.authorisation.Authorisations}.
 * Next: {@code org.pukar.server.store}.
 */
package org.pukar.server.authorisation;
