package io.riffle.schema;

import java.util.Map;

/** Categorical columns of a user, as the CRM knows them. */
public record UserProfile(String userId, Map<String, String> attributes, long updatedTime) {}
