#!/usr/bin/env bash
# Draws the clips that access links play: made-up meetings with participant tiles, a clock and a quiet hum.
# Needs ffmpeg with libx264 and drawtext (Debian: apt-get install ffmpeg fonts-dejavu-core). Writes beside itself.
set -euo pipefail
cd "$(dirname "$0")"

width=640 height=360 bar=28 rate=15

# clip NAME.EXT SECONDS TITLE HUM_HZ COLUMNS "Person:colour" …
clip() {
  local file=$1 seconds=$2 title=$3 hum=$4 columns=$5
  shift 5
  local rows=$((($# + columns - 1) / columns))
  local tile_w=$((width / columns)) tile_h=$(((height - bar) / rows))
  local filters="drawbox=x=0:y=0:w=iw:h=$bar:color=0x0d1017:t=fill"
  local index=0 person name colour x y turn
  for person in "$@"; do
    name=${person%%:*} colour=${person##*:}
    x=$((index % columns * tile_w + 4)) y=$((bar + index / columns * tile_h + 4))
    turn="lt(mod(t+$((index * 2))\,$(($# * 2)))\,2)"
    filters+=",drawbox=x=$x:y=$y:w=$((tile_w - 8)):h=$((tile_h - 8)):color=$colour:t=fill"
    filters+=",drawtext=font='DejaVu Sans':text='${name:0:1}':fontsize=$((tile_h / 3)):fontcolor=white@0.9"
    filters+=":x=$x+$((tile_w / 2))-tw/2:y=$y+$((tile_h / 2))-th/2+if($turn\,6*sin(9*t)\,0)"
    filters+=",drawtext=font='DejaVu Sans':text='$name':fontsize=14:fontcolor=white:box=1:boxcolor=black@0.45:boxborderw=5"
    filters+=":x=$((x + 10)):y=$((y + tile_h - 34))"
    filters+=",drawbox=x=$x:y=$y:w=$((tile_w - 8)):h=$((tile_h - 8)):color=0x7dd3fc:t=4:enable='$turn'"
    index=$((index + 1))
  done
  filters+=",drawtext=font='DejaVu Sans':text='$title':fontsize=14:fontcolor=0xd5dae3:x=10:y=7"
  filters+=",drawtext=font='DejaVu Sans Mono':text='REC %{pts\\:hms}':fontsize=14:fontcolor=0xf87171:x=w-tw-10:y=7"

  ffmpeg -v error -y \
    -f lavfi -i "color=c=0x16181d:s=${width}x${height}:r=$rate:d=$seconds" \
    -f lavfi -i "sine=frequency=$hum:sample_rate=48000:duration=$seconds" \
    -filter_complex "[0:v]$filters[v];[1:a]tremolo=f=4:d=0.7,volume=0.15[a]" -map '[v]' -map '[a]' \
    -c:v libx264 -profile:v baseline -level 3.0 -pix_fmt yuv420p -preset veryslow -crf 30 -g $((rate * 2)) \
    -c:a aac -b:a 32k -ac 1 -movflags +faststart -map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact \
    "$file"
}

clip consultation.mp4 14 'Consultation' 180 2 'Dr Okafor:0x0f766e' 'Patient:0x475569'
clip lesson.mp4 20 'Algebra 2' 220 3 'Ms Reyes:0x7c3aed' 'Ada:0xb45309' 'Noor:0x0369a1' 'Jonas:0x4d7c0f' 'Mei:0xbe185d' 'Tomas:0x475569'
clip interview.mp4 16 'Backend interview' 200 2 'Candidate:0x1d4ed8' 'Panel lead:0x9f1239' 'Engineer:0x15803d' 'Recruiter:0xa16207'
clip standup.mp4 8 'Office hours' 240 3 'Lindqvist:0x0e7490' 'Abebe:0xc2410c' 'Moreau:0x6d28d9'
clip panel.mkv 12 'Leadership panel' 260 2 'Kestrel:0x334155' 'Osei:0x0f766e' 'Bianchi:0x9d174d' 'Vance:0x3f6212'
clip follow-up.mkv 9 'Follow-up' 190 1 'Dr Chaudhry:0x155e75'
