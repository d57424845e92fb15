//! The form of a backup: one file in the age format, sealed with a passphrase, that other tools can open too. Inside of it
//! is one gzip stream: a line that says what it is, a line of JSON that lists the files, and the files, one after the other.
//!
//! Nothing is ever held whole in memory. The format seals piece by piece, so a file that was cut or changed is noticed at
//! the latest at its end; therefore nothing is believed before the end was read.

use super::BackupError;
use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, scrypt};
use chrono::{DateTime, Utc};
use domain::Secret;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Read, Write};
use std::iter;
use std::path::Path;

/// What every backup begins with, under the seal. The number grows when the form does.
const FIRST_LINE: &str = "duka backup 1\n";
/// The same work as for a vault: fixed, so that the shop's old machine opens it too.
const WORK_FACTOR: u8 = 16;
/// More than this is not ours, and would only keep the machine busy.
const MOST_WORK: u8 = 18;
/// No list of files comes near this.
const LONGEST_LIST: u64 = 64 * 1024;

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Contents {
    /// UTC.
    pub(super) made_at: DateTime<Utc>,
    /// The version of Duka that made it.
    pub(super) duka: String,
    /// The shape of its journal.
    pub(super) journal: i64,
    /// The shape of its history.
    pub(super) history: i64,
    /// Its files, in order.
    pub(super) files: Vec<Part>,
}

/// One file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) bytes: u64,
}

fn for_age(passphrase: &Secret<String>) -> SecretString {
    SecretString::from(passphrase.reveal().clone())
}

/// Seals the files of `folder` that `contents` lists into `out`.
pub(super) fn seal(
    contents: &Contents,
    folder: &Path,
    out: File,
    passphrase: &Secret<String>,
) -> Result<(), BackupError> {
    let mut recipient = scrypt::Recipient::new(for_age(passphrase));
    recipient.set_work_factor(WORK_FACTOR);
    let encryptor = age::Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient))
        .map_err(|_| BackupError::Io("the backup cannot be sealed".to_owned()))?;
    let sealed = encryptor.wrap_output(BufWriter::new(out))?;
    let mut packed = GzEncoder::new(sealed, Compression::fast());
    packed.write_all(FIRST_LINE.as_bytes())?;
    let list = serde_json::to_string(contents).expect("a list is plain words and numbers");
    packed.write_all(list.as_bytes())?;
    packed.write_all(b"\n")?;
    for part in &contents.files {
        let file = File::open(folder.join(&part.name))?;
        let copied = io::copy(&mut file.take(part.bytes), &mut packed)?;
        if copied != part.bytes {
            return Err(BackupError::Io(format!("{} changed meanwhile", part.name)));
        }
    }
    let out = packed.finish()?.finish()?;
    let file = out.into_inner().map_err(|error| error.into_error())?;
    file.sync_all()?;
    Ok(())
}

/// Opens a backup and writes its files into `folder`. `accept` sees what it says of itself before the first file is written.
pub(super) fn unseal(
    sealed: File,
    folder: &Path,
    passphrase: &Secret<String>,
    accept: impl FnOnce(&Contents) -> Result<(), BackupError>,
) -> Result<Contents, BackupError> {
    let decryptor =
        Decryptor::new_buffered(BufReader::new(sealed)).map_err(|_| BackupError::NotABackup)?;
    let mut identity = scrypt::Identity::new(for_age(passphrase));
    identity.set_max_work_factor(MOST_WORK);
    let opened = decryptor
        .decrypt(iter::once(&identity as &dyn age::Identity))
        .map_err(|error| match error {
            DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => {
                BackupError::WrongPassphrase
            }
            DecryptError::Io(error) if error.kind() == ErrorKind::UnexpectedEof => BackupError::Cut,
            _ => BackupError::NotABackup,
        })?;
    let mut packed = BufReader::new(GzDecoder::new(opened));
    let contents = contents_of(&mut packed)?;
    accept(&contents)?;
    for part in &contents.files {
        // A name that leads elsewhere is not one that Duka writes.
        if !engine::BOOKS.contains(&part.name.as_str()) {
            return Err(BackupError::NotABackup);
        }
        let mut file = File::options()
            .write(true)
            .create_new(true)
            .open(folder.join(&part.name))?;
        let written = copy(&mut packed.by_ref().take(part.bytes), &mut file)?;
        if written != part.bytes {
            return Err(BackupError::Cut);
        }
        file.sync_all()?;
    }
    // The last piece of the seal is read only when everything is.
    let rest = copy(&mut packed, &mut io::sink())?;
    if rest > 0 {
        return Err(BackupError::NotABackup);
    }
    Ok(contents)
}

fn contents_of(packed: &mut impl BufRead) -> Result<Contents, BackupError> {
    let mut line = String::new();
    let mut head = packed.take(LONGEST_LIST);
    head.read_line(&mut line).map_err(reading)?;
    if line != FIRST_LINE {
        let ours = line.starts_with("duka backup ");
        return Err(if ours {
            BackupError::Newer
        } else {
            BackupError::NotABackup
        });
    }
    line.clear();
    head.read_line(&mut line).map_err(reading)?;
    serde_json::from_str(&line).map_err(|_| BackupError::NotABackup)
}

/// Copies, and tells trouble with what is read from trouble with what is written.
fn copy(from: &mut impl Read, to: &mut impl Write) -> Result<u64, BackupError> {
    let mut buffer = vec![0; 64 * 1024];
    let mut all = 0;
    loop {
        let read = match from.read(&mut buffer) {
            Ok(0) => return Ok(all),
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(reading(error)),
        };
        to.write_all(&buffer[..read])?;
        all += read as u64;
    }
}

/// What cannot be unsealed or unpacked was cut or changed on its way.
fn reading(error: io::Error) -> BackupError {
    match error.kind() {
        ErrorKind::UnexpectedEof
        | ErrorKind::InvalidData
        | ErrorKind::InvalidInput
        | ErrorKind::Other => BackupError::Cut,
        _ => error.into(),
    }
}
