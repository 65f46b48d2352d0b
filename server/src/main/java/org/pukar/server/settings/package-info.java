/**
 * The settings file: one YAML with the city's sites, cameras, stations, units and budgets. In: a
 * file; out: {@link org.pukar.server.settings.City}, or every problem at once with its line. Start
 * at {@link org.pukar.server.settings.SettingsFile}. Next: {@code org.pukar.server.roads}.
 */
package org.pukar.server.settings;
