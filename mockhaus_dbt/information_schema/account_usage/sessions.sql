-- sessions in which a statement ran; nobody logs in: what tells of logins, and why a session was closed, is NULL
SELECT
    session_id AS SESSION_ID, -- NUMBER
    began AS CREATED_ON, -- TIMESTAMP_LTZ
    user_name AS USER_NAME, -- VARCHAR
    NULL AS AUTHENTICATION_METHOD, -- VARCHAR
    NULL AS LOGIN_EVENT_ID, -- NUMBER
    NULL AS CLIENT_APPLICATION_VERSION, -- VARCHAR
    client AS CLIENT_APPLICATION_ID, -- VARCHAR
    NULL AS CLIENT_ENVIRONMENT, -- VARCHAR
    NULL AS CLIENT_BUILD_ID, -- VARCHAR
    NULL AS CLIENT_VERSION, -- VARCHAR
    used AS ACCESS_TIME, -- TIMESTAMP_LTZ
    o.id IS NOT NULL AS IS_OPEN, -- BOOLEAN
    NULL AS CLOSED_REASON, -- VARCHAR
FROM (
    SELECT session_id, min(start_time) AS began, max(end_time) AS used, arg_max(user_name, start_time) AS user_name,
        arg_max(client, start_time) AS client
    FROM {history} GROUP BY session_id
) AS h LEFT JOIN {open_sessions} AS o ON o.id = h.session_id
