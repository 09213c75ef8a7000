/*
 * alarm.c: alarms at the start (alarm.h). Holds that have run out are found by the notes beside what is parked: a note
 * has a line "decide by DAY TIME: ..." for each held transfer whose hold has an end (note.c).
 */
#include "alarm.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "library.h"
#include "note.h"

/* The day of a line "decide by 2026-11-26 18:00:00: ...", 0 = it is none. */
static int32_t day_of(const char *line)
{
    int year, month, day;
    if (sscanf(line, DECIDE_BY " %4d-%2d-%2d", &year, &month, &day) != 3)
        return 0;
    return year * 10000 + month * 100 + day;
}

/* A hold ends with its day at the latest, so the days before today have run out. */
static void read_note(const char *folder, const char *name, int32_t today)
{
    char path[4096], line[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *note = fopen(path, "r");
    while (note && fgets(line, sizeof line, note)) {
        int32_t day = day_of(line);
        line[strcspn(line, "\n")] = '\0';
        if (day > 0 && day < today)
            fprintf(stderr, "alarm: %s: %s; its time has run out and it stays parked\n", path, line);
    }
    if (note)
        fclose(note);
}

static int is_note(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name), ending = strlen(NOTE_ENDING);
    return length > ending && strcmp(entry->d_name + length - ending, NOTE_ENDING) == 0;
}

void tell_alarms(fg_gate *gate, int32_t today, const char *parked)
{
    const char *code;
    char sentence[512];
    for (uint32_t i = 0; fg.alarm(gate, today, i, &code, sentence, sizeof sentence) == FG_OK; i++)
        fprintf(stderr, "alarm: %s (%s)\n", sentence, code);
    struct dirent **notes;
    int count = today > 0 ? scandir(parked, &notes, is_note, alphasort) : -1;
    for (int i = 0; i < count; free(notes[i++]))
        read_note(parked, notes[i]->d_name, today);
    if (count >= 0)
        free(notes);
}
